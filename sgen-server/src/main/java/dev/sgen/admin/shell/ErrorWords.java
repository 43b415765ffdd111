package dev.sgen.admin.shell;

/** Title and advice of an error page, by HTTP status. */
record ErrorWords(String title, String detail) {
    static ErrorWords of(int status) {
        return switch (status) {
            case 400 ->
                new ErrorWords(
                        "This address can’t be read",
                        "Something in it isn’t what this page takes, such as a word where a number belongs. Go back and follow the link again.");
            case 401 -> new ErrorWords("Signed out", "Sign in again; then repeat what you did.");
            case 403 ->
                new ErrorWords(
                        "Not done",
                        "This form is older than your session, or was sent from elsewhere. Go back, reload the page, and send it again.");
            case 404, 405 ->
                new ErrorWords(
                        "Nothing here",
                        "No page of the admin stands at this address. It may have been mistyped, or what it showed was deleted.");
            case 413 ->
                new ErrorWords(
                        "Too large",
                        "What was sent is larger than this server takes. Nothing was kept. Send less at once, or a smaller file.");
            case 503 ->
                new ErrorWords(
                        "Busy", "Others are at work on the same things. Nothing was changed. Go back and try again.");
            default ->
                status < 500
                        ? new ErrorWords(
                                "Not done", "The server couldn’t make sense of this request. Go back and try again.")
                        : new ErrorWords(
                                "Something went wrong on the server",
                                "It isn’t your doing. Go back and try again; if it stays, tell whoever runs the server the reference below.");
        };
    }
}
