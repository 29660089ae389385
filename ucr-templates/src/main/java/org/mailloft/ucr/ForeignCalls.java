package org.mailloft.ucr;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * By the JDK's calls of foreign functions. All are called as if they were {@code int f(long, int, ...)}: a function
 * that takes fewer arguments does not look at the others, and making a call of one more shape, or binding one to its
 * function, costs a short command 10 ms.
 */
@SuppressWarnings("restricted") // calls into the C library
final class ForeignCalls implements SystemCalls {

    private static final MethodHandle CALL = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));

    private static final MemorySegment OPEN = function("open");
    private static final MemorySegment FLOCK = function("flock");
    private static final MemorySegment FSYNC = function("fsync");
    private static final MemorySegment CLOSE = function("close");

    @Override
    public int open(String file, int flags, int mode) {
        try (var arena = Arena.ofConfined()) {
            return call(OPEN, arena.allocateFrom(file).address(), flags, mode);
        }
    }

    @Override
    public int flock(int descriptor, int operation) {
        return call(FLOCK, descriptor, operation, 0);
    }

    @Override
    public int fsync(int descriptor) {
        return call(FSYNC, descriptor, 0, 0);
    }

    @Override
    public int close(int descriptor) {
        return call(CLOSE, descriptor, 0, 0);
    }

    @Override
    public long fileTimes(byte[] paths) {
        return FileTimes.oneByOne(paths);
    }

    private static MemorySegment function(String name) {
        return Linker.nativeLinker().defaultLookup().findOrThrow(name);
    }

    private static int call(MemorySegment function, long first, int second, int third) {
        try {
            return (int) CALL.invokeExact(function, first, second, third);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
