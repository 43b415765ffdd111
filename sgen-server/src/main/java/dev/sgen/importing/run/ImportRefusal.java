package dev.sgen.importing.run;

import dev.sgen.vocabulary.Refusal;

/** Why an import doesn't begin. */
public sealed interface ImportRefusal extends Refusal {
    /** The file is of no kind that can be read, or broken. */
    record Unreadable(String detail) implements ImportRefusal {
        @Override
        public String code() {
            return "unreadable-file";
        }
    }

    /** The file is larger than an import takes. */
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

    /** What is to get a file has one. */
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

    /** A run that is still going can't be tried again. */
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
