// What Sphinx's search asks of the script that would mark the words on the page found.  No page of the book has that
// script, and the search would put the words into the browser's storage for it: where that is refused, it would stop.
"use strict";
const SPHINX_HIGHLIGHT_ENABLED = false;
