package dev.sgen;

import dev.sgen.cli.CommandLineFace;
import dev.sgen.platform.Preparation;

/** Where the program begins. */
public final class Sgen {
    private Sgen() {}

    static void main(String[] arguments) {
        int code = CommandLineFace.run(
                (settings, preparation) -> Application.start(
                        settings, context -> context.registerBean(Preparation.class, () -> preparation)),
                arguments);
        // A server stays up on its own threads; everything else ends here, with its code.
        if (code != CommandLineFace.STAYS_UP) {
            System.exit(code);
        }
    }
}
