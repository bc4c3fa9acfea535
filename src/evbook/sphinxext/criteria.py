"""What was found for each criterion of WCAG 2.2, levels A and AA, and how: the data of the conformance report.

A test that is named exists, and those that rest on axe are the criteria that axe has rules for
(``tests/test_conformance.py`` holds both).  The words of the results are those of the Voluntary Product Accessibility
Template 2.5.
"""

from __future__ import annotations

from dataclasses import dataclass

YES, PARTLY, NO, NONE = "Supports", "Partially Supports", "Does Not Support", "Not Applicable"
#: The test that runs axe's rules on pages that hold every kind of element, at two widths and in two themes.
AXE = "tests/site/test_every_page.py::test_it_breaks_no_rule_of_accessibility"
_SITE = "tests/site/"


@dataclass(frozen=True)
class Criterion:
    """One success criterion: number, level, name, result, what was found, and the tests behind it beside axe's."""

    number: str
    level: str
    name: str
    result: str
    found: str
    tests: tuple[str, ...] = ()
    axe: bool = False


def _c(number: str, level: str, name: str, result: str, found: str, *tests: str, axe: bool = False) -> Criterion:
    return Criterion(number, level, name, result, found, tuple(_SITE + t if "/" not in t else t for t in tests), axe)


_NO_MEDIA = "There is no recorded sound or video."

CRITERIA = (
    _c("1.1.1", "A", "Non-text Content", PARTLY, "Every picture has a description. That of a live model is of its first setting; the sentence and the table below it follow the setting.", "test_every_page.py::test_every_picture_says_what_it_shows", axe=True),
    _c("1.2.1", "A", "Audio-only and Video-only (Prerecorded)", NONE, _NO_MEDIA, axe=True),
    _c("1.2.2", "A", "Captions (Prerecorded)", NONE, _NO_MEDIA, axe=True),
    _c("1.2.3", "A", "Audio Description or Media Alternative (Prerecorded)", NONE, _NO_MEDIA),
    _c("1.3.1", "A", "Info and Relationships", YES, "Headings, lists, tables with headings for rows and columns, and groups of fields are marked up as such.", axe=True),
    _c("1.3.2", "A", "Meaningful Sequence", YES, "The source is in the order of reading; pages are read without scripts and style.", "test_every_page.py::test_without_scripts_it_keeps_text_mathematics_and_pictures"),
    _c("1.3.3", "A", "Sensory Characteristics", YES, "Controls are named by their words. The text was searched for colours and places of controls; there is no test."),
    _c("1.4.1", "A", "Use of Color", YES, "Curves differ by dash as well as by colour; links in text are underlined.", "tests/test_drawing.py::test_colours_follow_the_page_and_differ_by_dash_too", axe=True),
    _c("1.4.2", "A", "Audio Control", NONE, _NO_MEDIA, axe=True),
    _c("2.1.1", "A", "Keyboard", PARTLY, "Live models, quizzes, the evidence map and the contents are worked through by keyboard. A run begun by a click in the phase plane, and a value picked by a click in a map, are set by keyboard through the sliders and not in the picture.", "test_explorer_reader.py::test_it_can_be_used_by_keyboard_alone", "test_quizzes_built.py::test_a_quiz_is_done_by_keyboard_alone_and_named_for_who_does_not_see_it", "test_evidence_map.py::test_the_picture_is_walked_by_keyboard_from_sender_to_outcome", axe=True),
    _c("2.1.2", "A", "No Keyboard Trap", YES, "The tab key leaves every part that was walked through; dialogs close by Escape and give the focus back.", "test_explorer_reader.py::test_it_can_be_used_by_keyboard_alone", "test_evidence_map.py::test_the_picture_is_one_stop_of_the_tab_key"),
    _c("2.1.4", "A", "Character Key Shortcuts", YES, "Pages have no key of one character; the search is reached by Ctrl or the command key with K. Slides have such keys (N shows notes), and a button that switches them off.", "test_conformance_built.py::test_no_key_of_one_character_is_a_shortcut", "test_conformance_built.py::test_slides_have_a_button_that_switches_their_letters_off"),
    _c("2.2.1", "A", "Timing Adjustable", NONE, "Nothing has a limit of time.", axe=True),
    _c("2.2.2", "A", "Pause, Stop, Hide", YES, "A run plays only when it is asked to, and can be paused.", "test_time.py::test_it_plays_pauses_and_follows_a_hand_on_the_line", "test_time.py::test_where_no_motion_is_wanted_it_goes_in_steps", axe=True),
    _c("2.3.1", "A", "Three Flashes or Below Threshold", YES, "Nothing is made to flash. Playing scenes were watched; flashes were not measured."),
    _c("2.4.1", "A", "Bypass Blocks", YES, "The first tab leads past the frame of the page.", "test_frame.py::test_the_first_tab_leads_past_the_frame", axe=True),
    _c("2.4.2", "A", "Page Titled", YES, "Every page has a title of its own.", "test_html.py::test_a_page_has_a_language_a_title_and_a_name_for_every_link", axe=True),
    _c("2.4.3", "A", "Focus Order", YES, "The focus goes in the order of the page; what opens takes it and gives it back.", "test_explorer_reader.py::test_it_can_be_used_by_keyboard_alone", "test_frame.py::test_on_a_phone_the_contents_opens_and_closes_by_keyboard"),
    _c("2.4.4", "A", "Link Purpose (In Context)", YES, "Every link has a name. A claim's number is named as a claim.", "test_html.py::test_a_page_has_a_language_a_title_and_a_name_for_every_link", axe=True),
    _c("2.5.1", "A", "Pointer Gestures", YES, "Nothing needs more than one finger or a path. There is no test."),
    _c("2.5.2", "A", "Pointer Cancellation", PARTLY, "Buttons act when they are let go. A slider acts while it is moved, and *Reset* takes that back."),
    _c("2.5.3", "A", "Label in Name", YES, "Tests find controls by the words that are seen. Axe's rule for this is tried by axe's authors and not run by default.", "test_explorer_reader.py::test_it_can_be_used_by_keyboard_alone", axe=True),
    _c("2.5.4", "A", "Motion Actuation", NONE, "Nothing is moved by moving the device."),
    _c("3.1.1", "A", "Language of Page", YES, "Every page says that it is in English.", "test_html.py::test_a_page_has_a_language_a_title_and_a_name_for_every_link", axe=True),
    _c("3.2.1", "A", "On Focus", YES, "A focus shows a preview of what a link leads to, and changes nothing else.", "test_previews.py::test_the_keyboard_sees_it_and_escape_takes_it_away"),
    _c("3.2.2", "A", "On Input", YES, "A control changes the figure that it belongs to, and no other context.", "test_explorer_words.py::test_the_sentence_follows_and_is_read_out_once"),
    _c("3.2.6", "A", "Consistent Help", NONE, "The book offers no help by people or by a form."),
    _c("3.3.1", "A", "Error Identification", YES, "What cannot be read as a number is said in words, and the field is focused.", "test_quizzes_built.py::test_a_quiz_is_done_by_keyboard_alone_and_named_for_who_does_not_see_it", "test_explorer_words.py::test_a_number_can_be_typed_and_is_limited_to_its_range"),
    _c("3.3.2", "A", "Labels or Instructions", YES, "Fields have labels with units.", "test_explorer_words.py::test_a_slider_says_its_value_with_its_unit_and_where_it_comes_from", axe=True),
    _c("3.3.7", "A", "Redundant Entry", NONE, "Nothing is asked for twice in one process."),
    _c("4.1.2", "A", "Name, Role, Value", YES, "Controls are the browser's own, or have name, role and value.", "test_explorer_words.py::test_a_slider_says_its_value_with_its_unit_and_where_it_comes_from", axe=True),
    _c("1.2.4", "AA", "Captions (Live)", NONE, _NO_MEDIA),
    _c("1.2.5", "AA", "Audio Description (Prerecorded)", NONE, _NO_MEDIA),
    _c("1.3.4", "AA", "Orientation", YES, "No page asks for an orientation.", "test_every_page.py::test_it_never_scrolls_sideways_on_a_phone", axe=True),
    _c("1.3.5", "AA", "Identify Input Purpose", NONE, "No field asks about its user.", axe=True),
    _c("1.4.3", "AA", "Contrast (Minimum)", YES, "In the light and in the dark theme, text on every kind of ground.", "test_every_page.py::test_text_too_faint_is_found_wherever_it_stands", axe=True),
    _c("1.4.4", "AA", "Resize Text", YES, "At twice the size nothing is cut off and nothing scrolls sideways.", "test_every_page.py::test_it_can_be_read_at_twice_its_size", axe=True),
    _c("1.4.5", "AA", "Images of Text", YES, "Words in pictures are text in SVG; formulae are HTML and MathML.", "test_formulae.py::test_what_is_read_aloud_is_well_formed"),
    _c("1.4.10", "AA", "Reflow", YES, "At 320 pixels a page does not scroll sideways; wide tables, code and formulae scroll by themselves.", "test_every_page.py::test_it_never_scrolls_sideways_on_a_phone"),
    _c("1.4.11", "AA", "Non-text Contrast", PARTLY, "Curves and axes have at least 3 to 1 on their paper. Borders of controls were chosen so and not measured by a test; small arrows of the slides are faint.", "tests/test_drawing.py::test_colours_have_enough_contrast_with_the_paper"),
    _c("1.4.12", "AA", "Text Spacing", YES, "With the spacing of the criterion nothing is cut off on pages that were tried.", "test_conformance_built.py::test_wider_spacing_of_text_cuts_nothing_off", axe=True),
    _c("1.4.13", "AA", "Content on Hover or Focus", PARTLY, "Previews can be dismissed by Escape, gone onto, and stay. The values that a figure shows under the pointer vanish when it moves and are not dismissed by Escape; the table has them too.", "test_previews.py::test_a_pointer_that_rests_sees_it_and_can_go_onto_it"),
    _c("2.4.5", "AA", "Multiple Ways", YES, "Contents, search, links between pages.", "test_frame.py::test_search_finds_a_word_of_the_book"),
    _c("2.4.6", "AA", "Headings and Labels", YES, "Headings and labels say what follows. They were read; there is no test."),
    _c("2.4.7", "AA", "Focus Visible", YES, "One rule draws an outline of three pixels around what has the keyboard's focus. It was looked at; there is no test of each control."),
    _c("2.4.11", "AA", "Focus Not Obscured (Minimum)", PARTLY, "The page scrolls so that the header does not cover what has the focus. On a phone the figure that stays in view may cover a control below it; this was not measured."),
    _c("2.5.7", "AA", "Dragging Movements", YES, "Beside every slider a number can be typed; the line of time has a slider and keys.", "test_time.py::test_a_moment_is_stepped_by_keys_told_once_and_part_of_the_address", "test_explorer_words.py::test_a_number_can_be_typed_and_is_limited_to_its_range"),
    _c("2.5.8", "AA", "Target Size (Minimum)", YES, "What is pressed is at least 24 pixels high and wide, links within sentences aside.", "test_hit_areas.py::test_whatever_is_pressed_is_as_large_as_a_fingertip_needs", axe=True),
    _c("3.1.2", "AA", "Language of Parts", YES, "All is in English; Latin terms such as in vitro are of the field.", axe=True),
    _c("3.2.3", "AA", "Consistent Navigation", YES, "Every page of the book has one frame, from one template.", "test_frame.py::test_the_first_tab_leads_past_the_frame"),
    _c("3.2.4", "AA", "Consistent Identification", YES, "One part has one name, since live models, quizzes and tables are made by one program. There is no test."),
    _c("3.3.3", "AA", "Error Suggestion", YES, "What is said to a value that cannot be used says what could be.", "test_explorer_words.py::test_a_number_can_be_typed_and_is_limited_to_its_range"),
    _c("3.3.4", "AA", "Error Prevention (Legal, Financial, Data)", NONE, "Nothing is bought, agreed to or stored for others."),
    _c("3.3.8", "AA", "Accessible Authentication (Minimum)", NONE, "There is no account."),
    _c("4.1.3", "AA", "Status Messages", YES, "The sentence under a live model, verdicts of quizzes, counts of a search and progress are status messages.", "test_explorer_words.py::test_the_sentence_follows_and_is_read_out_once"),
)  # fmt: skip
