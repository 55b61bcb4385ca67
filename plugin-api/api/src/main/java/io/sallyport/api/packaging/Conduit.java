package io.sallyport.api.packaging;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One network path that a connector asks for. The site sees it in the plan, with its reason, before it approves. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Conduit {
  /** What the connector calls it, such as {@code plc}; unique in the package. May be left out where there is one. */
  String name() default "";

  Direction direction();

  /** Such as {@code modbus} or {@code opc.tcp}. */
  String protocol();

  /**
   * Host name, address or network of the other side, as far as the package knows it; for {@link Direction#IN} the address to listen at.
   * Which it is at a site the connector's configuration says.
   */
  String address();

  /** 1 to 65535. */
  int port();

  /** Why, in one line of at most 500 characters, for the person who approves. */
  String why();
}
