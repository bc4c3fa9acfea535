<?php
// Imports a file of questions into the Moodle in a folder, by Moodle's own code, and marks answers by its own engine.
//
// php tests/release/moodle.php MOODLE FORMAT FILE    FORMAT is xml or gift; the Moodle is installed, and is for trying.
// It makes a course and prints as JSON what came of it: how many questions of which kinds, and answers that were marked
// otherwise than the file says.

define('CLI_SCRIPT', true);
[, $folder, $format, $file] = $argv;
require "$folder/config.php";
require_once "$CFG->libdir/questionlib.php";
require_once "$CFG->dirroot/question/editlib.php";
require_once "$CFG->dirroot/question/engine/lib.php";
require_once "$CFG->dirroot/course/lib.php";
require_once "$CFG->dirroot/question/format.php";
require_once "$CFG->dirroot/question/format/$format/format.php";

\core\session\manager::set_user(get_admin());
$course = create_course((object) ['fullname' => basename($file), 'shortname' => uniqid('evbook'), 'category' => 1]);
$context = context_course::instance($course->id);
$category = question_make_default_categories([$context]);

$class = "qformat_$format";
$import = new $class();
$import->setCategory($category);
$import->setContexts([$context]);
$import->setCourse($course);
$import->setFilename($file);
$import->setRealfilename(basename($file));
$import->setMatchgrades('error');
$import->setCatfromfile(true);
$import->setContextfromfile(false);
$import->setStoponerror(true);
ob_start();
$done = $import->importpreprocess() && $import->importprocess($category) && $import->importpostprocess();
$said = strip_tags(ob_get_clean());
if (!$done) {
    fwrite(STDERR, substr($said, 0, 2000));
    exit(1);
}

$rows = $DB->get_records_sql(
    'SELECT q.id, q.qtype, q.name FROM {question} q
       JOIN {question_versions} v ON v.questionid = q.id
       JOIN {question_bank_entries} e ON e.id = v.questionbankentryid
       JOIN {question_categories} c ON c.id = e.questioncategoryid WHERE c.contextid = ?',
    [$context->id]
);
$result = ['questions' => count($rows), 'kinds' => [], 'pictures' => 0, 'marked' => 0, 'otherwise' => []];
$marked = function (string $name, float $found, float $right) use (&$result) {
    $result['marked']++;
    if (abs($found - $right) > 1e-9) {
        $result['otherwise'][] = "$name: $found and not $right";
    }
};
foreach ($rows as $row) {
    $result['kinds'][$row->qtype] = ($result['kinds'][$row->qtype] ?? 0) + 1;
    $files = get_file_storage()->get_area_files($context->id, 'question', 'questiontext', $row->id, 'id', false);
    $result['pictures'] += count($files);
    if ($row->qtype === 'essay') {
        continue;
    }
    $question = question_bank::load_question($row->id);
    $question->start_attempt(new question_attempt_step(), 1);
    $marked("$row->name, right", $question->grade_response($question->get_correct_response())[0], 1);
    if ($row->qtype === 'numerical') {
        foreach ($question->answers as $answer) {
            if ($answer->answer !== '*') {
                $given = ['answer' => (string) $answer->answer];
                $marked("$row->name, $answer->answer", $question->grade_response($given)[0], $answer->fraction);
            }
        }
        $marked("$row->name, no such number", $question->grade_response(['answer' => '987654321987654'])[0], 0);
    }
}
echo json_encode($result, JSON_UNESCAPED_UNICODE), "\n";
