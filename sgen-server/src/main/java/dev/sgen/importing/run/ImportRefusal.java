package dev.sgen.importing.run;

import dev.sgen.vocabulary.Refusal;

/** Why an import, a retry or an upload is refused. */
public sealed interface ImportRefusal extends Refusal {
    /** The file has no supported format, or is damaged. */
    record Unreadable(String detail) implements ImportRefusal {
        @Override
        public String code() {
            return "unreadable-file";
        }
    }

    /** The file exceeds the size limit for imports, in bytes. */
    record TooLarge(long limit) implements ImportRefusal {
        @Override
        public String code() {
            return "too-large";
        }

        @Override
        public String detail() {
            return "The file is larger than " + limit / (1024 * 1024)
                    + " MB. Export it in parts and import them one after the other.";
        }
    }

    /** The media record that a file is uploaded for already has a file. */
    record HasFile() implements ImportRefusal {
        @Override
        public String code() {
            return "invalid-state";
        }

        @Override
        public String detail() {
            return "This media item has a file already. Replace it in the media library.";
        }
    }

    /** The import is still running, so it can't be retried and takes no uploads. */
    record StillRunning() implements ImportRefusal {
        @Override
        public String code() {
            return "invalid-state";
        }

        @Override
        public String detail() {
            return "This import is still running. Wait until it is done, then try again.";
        }
    }
}
