package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.function.Supplier;

/// A call that is wrong, and the whole message that it must give; the number of the line is `LINE`.
record MessageCase(Class<? extends Throwable> type, Supplier<?> call, String message) {

    static MessageCase shape(Supplier<?> call, String message) {
        return new MessageCase(ShapeException.class, call, message);
    }

    static MessageCase argument(Supplier<?> call, String message) {
        return new MessageCase(IllegalArgumentException.class, call, message);
    }

    static MessageCase bounds(Supplier<?> call, String message) {
        return new MessageCase(IndexOutOfBoundsException.class, call, message);
    }

    void check() {
        var error = catchThrowable(call::get);

        assertThat(error).isExactlyInstanceOf(type);
        assertThat(error.getMessage().replaceAll("MessagesTest.java:\\d+", "MessagesTest.java:LINE"))
                .isEqualTo(message);
    }

    /// The problem, without shapes and advice.
    @Override
    public String toString() {
        return message.lines().findFirst().orElse("");
    }
}
