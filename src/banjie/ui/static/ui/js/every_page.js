/*
 * The scripts that every page needs, in the order in which they run. In development a browser fetches each; with
 * `collectstatic` they are joined into this one file (ui/joined_scripts.py), which a slow line fetches at once.
 */
import "./drafts_cleared.js";
import "./requests.js";
import "./dialogs.js";
import "./toasts.js";
import "./menus.js";
import "./submitting.js";
import "./shortcuts.js";
import "./rows.js";
import "./time.js";
import "./appearance.js";
