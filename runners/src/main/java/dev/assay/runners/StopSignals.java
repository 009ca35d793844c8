package dev.assay.runners;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls back on Ctrl-C and on a polite kill, instead of ending the Java machine.
///
/// The JDK has no supported way to hear a second Ctrl-C. Its unsupported one is reached by reflection, so that a machine without it still
/// runs and merely stops as any program does. Safe for threads: the only state is a counter.
public final class StopSignals implements AutoCloseable {

    private static final List<String> NAMES = List.of("INT", "TERM");

    private final List<Runnable> restore = new ArrayList<>();

    private StopSignals() {
    }

    /// Listens until it is closed.
    ///
    /// @param first what the first signal does
    /// @param again what every later one does
    public static StopSignals on(Runnable first, Runnable again) {
        StopSignals signals = new StopSignals();
        AtomicInteger seen = new AtomicInteger();
        Runnable react = () -> {
            if (seen.getAndIncrement() == 0) {
                first.run();
                return;
            }
            again.run();
        };
        NAMES.forEach(name -> signals.listen(name, react));
        return signals;
    }

    private void listen(String name, Runnable react) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object standIn = new Object();
            Object handler = Proxy.newProxyInstance(MethodHandles.lookup().lookupClass().getClassLoader(), new Class<?>[]{handlerType},
                (_, method, arguments) -> answer(standIn, method, arguments, react));
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, signal, handler);
            restore.add(() -> put(handle, signal, before));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // This machine lets nobody listen to this signal; it keeps its own way of stopping.
            restore.add(() -> {
            });
        }
    }

    /// Only `handle` means something; what every object can do is left to a plain object.
    private static Object answer(Object standIn, Method method, Object[] arguments, Runnable react) throws ReflectiveOperationException {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(standIn, arguments);
        }
        react.run();
        return standIn;
    }

    private static void put(Method handle, Object signal, Object before) {
        try {
            handle.invoke(null, signal, before);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The former handler of a signal could not be put back.", e);
        }
    }

    @Override
    public void close() {
        restore.forEach(Runnable::run);
        restore.clear();
    }
}
