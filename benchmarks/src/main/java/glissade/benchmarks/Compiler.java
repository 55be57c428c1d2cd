package glissade.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// The virtual machine's compiler, of which a benchmark wants to know whether it is done.
final class Compiler {

    /// A method that is being compiled, or one that waits for it.
    private static final Pattern WORK = Pattern.compile("(?m)^(C[12] CompilerThread|\\d+ )");
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private Compiler() {
    }

    /// Whether methods are being compiled or wait for it. A machine that does not tell counts as idle.
    static boolean isBusy() {
        try {
            Object queue = BEANS.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "compilerQueue",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
            return WORK.matcher(queue.toString()).find();
        } catch (JMException e) {
            return false;
        }
    }

    /// Milliseconds of compilation so far.
    static long time() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }
}
