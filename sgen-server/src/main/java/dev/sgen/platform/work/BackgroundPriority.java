package dev.sgen.platform.work;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lowers the priority of computing threads below that of request threads. Java's thread priorities have no effect on
 * Linux by default, so this calls {@code setpriority}; on other systems it does nothing.
 */
public final class BackgroundPriority {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundPriority.class);
    private static final int PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final Optional<MethodHandle> SET = handle();

    private BackgroundPriority() {}

    /**
     * Lowers the priority of the calling platform thread for the rest of its life.
     *
     * @param nice from 1 (slightly lower) to 19 (only otherwise idle time)
     */
    public static void of(int nice) {
        SET.ifPresent(set -> {
            try {
                int ignored = (int) set.invokeExact(PROCESS, CALLING_THREAD, nice);
            } catch (Throwable unavailable) {
                LOG.debug("The priority of a thread could not be set", unavailable);
            }
        });
    }

    private static Optional<MethodHandle> handle() {
        // On other systems the same call would slow down the whole process.
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            Optional<MemorySegment> found = linker.defaultLookup().find("setpriority");
            return found.map(address -> linker.downcallHandle(
                    address,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        } catch (RuntimeException | LinkageError unavailable) {
            LOG.debug("Priorities of threads can't be set here", unavailable);
            return Optional.empty();
        }
    }
}
