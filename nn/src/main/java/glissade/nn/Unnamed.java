package glissade.nn;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record component: its name does not appear in the names of the state below it. [Sequential]'s list has it, so
/// that the first layer's weight is `0.weight` and not `layers.0.weight`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unnamed {
}
