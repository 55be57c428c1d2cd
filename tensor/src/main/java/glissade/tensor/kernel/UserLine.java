package glissade.tensor.kernel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The line of the user's program that an error is about: the first frame outside of the library and the JDK.
public final class UserLine {

    /// The packages whose frames are not the user's.
    private static final Set<String> LIBRARY = Set.of("glissade.tensor", "glissade.tensor.einsum",
            "glissade.tensor.file", "glissade.tensor.kernel", "glissade.autograd", "glissade.autograd.memory",
            "glissade.nn", "glissade.optim", "glissade.data", "glissade.train");

    private UserLine() {
    }

    /// The line of a stack trace, as `File.java:31`; empty if there is none.
    public static String of(StackTraceElement[] frames) {
        for (var frame : frames) {
            if (isUsers(frame.getClassName(), frame.getFileName())) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    /// The line that is running now, as `File.java:31`; empty if there is none. It walks the stack, which takes a microsecond or
    /// more.
    public static String here() {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> isUsers(frame.getClassName(), frame.getFileName())).findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).orElse(""));
    }

    private static boolean isUsers(String type, @Nullable String file) {
        int dot = type.lastIndexOf('.');
        boolean library = LIBRARY.contains(dot < 0 ? "" : type.substring(0, dot));
        // the library's own tests live in its packages, and are users
        boolean test = file != null && file.endsWith("Test.java");
        return file != null && (test || !library && !type.startsWith("java.") && !type.startsWith("jdk."));
    }
}
