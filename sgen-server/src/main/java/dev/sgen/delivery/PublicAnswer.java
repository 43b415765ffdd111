package dev.sgen.delivery;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.HttpField;

/** A finished answer to a visitor, ready to be sent many times over. */
sealed interface PublicAnswer {
    int status();

    /** Whether it may be sent again to the next who asks. */
    boolean keepable();

    /** What it weighs in memory, in bytes. */
    int weight();

    /** Bytes in memory, in the encodings that clients take. */
    record Whole(int status, AnswerBody body, boolean keepable) implements PublicAnswer {
        @Override
        public int weight() {
            // An address with nothing at it shares the one page that says so.
            return status == 404 || status == 410 ? 256 : body.weight();
        }
    }

    /** Another address. */
    record Away(int status, String location, List<HttpField> headers) implements PublicAnswer {
        @Override
        public boolean keepable() {
            return true;
        }

        @Override
        public int weight() {
            return 512;
        }
    }

    /** A file on disk. */
    record Stored(Path file, long size, String etag, List<HttpField> headers) implements PublicAnswer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public boolean keepable() {
            return true;
        }

        @Override
        public int weight() {
            return 1024;
        }
    }

    /** No answer came of it; told to those who waited for the same, and never kept. */
    record Failed(RuntimeException why) implements PublicAnswer {
        @Override
        public int status() {
            return 500;
        }

        @Override
        public boolean keepable() {
            return false;
        }

        @Override
        public int weight() {
            return 0;
        }
    }
}
