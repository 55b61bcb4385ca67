package io.sallyport.api.packaging;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;

/**
 * Makes the bundle a package of kind {@code connector}. Stands on its {@link io.sallyport.api.lifecycle.Plugin}, once in a bundle. The
 * package's version is the Bundle-Version, which bnd takes from the POM.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Header(name = PackageHeaders.PACKAGE, value = PackageHeaders.NAME)
@Requirement(namespace = ApiVersion.NAMESPACE, filter = ApiVersion.FILTER)
@Capability(namespace = PackageHeaders.NAMESPACE, name = PackageHeaders.NAME)
public @interface ConnectorPackage {
  /** The package's name: lower-case letters, digits and inner hyphens, at most 64; yours for ever, so begin it with your own word. */
  String name();

  /** What it does, in one line of at most 500 characters. */
  String summary();

  /** Who answers for it. */
  String publisher();

  /** Every network path that it uses. What is not here it may not do: the site approves these and no others. */
  Conduit[] conduits();

  /** What it means for product quality. */
  Gxp gxp() default Gxp.NONE;

  /** Roles of the people it works for: {@code operator}, {@code integrator}, {@code quality}, {@code security}, {@code admin}, {@code auditor}. */
  String[] roles() default "operator";

  /** What must be qualified again when it changes: {@code IQ}, {@code OQ}, {@code PQ}, separated by commas. */
  String qualification() default "IQ,OQ";
}
