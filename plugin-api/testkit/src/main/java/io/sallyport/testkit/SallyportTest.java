package io.sallyport.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Tests of a plugin: their methods, and those before and after them, may ask for a {@link TestPlatform}; each test gets its own. Such
 * classes run alone, because the threads of the JVM are looked at.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SallyportExtension.class)
@Isolated("looks at the threads of the JVM")
public @interface SallyportTest {}
