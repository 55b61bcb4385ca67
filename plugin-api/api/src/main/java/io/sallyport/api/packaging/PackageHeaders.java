package io.sallyport.api.packaging;

/**
 * What bnd writes into a package's manifest. {@code ${#name}} is the annotation's name. The version is not repeated: a package has its
 * bundle's, and bnd does not expand other macros here.
 */
final class PackageHeaders {
  static final String PACKAGE = "Sallyport-Package";
  static final String NAME = "${#name}";
  static final String NAMESPACE = "io.sallyport.package";

  private PackageHeaders() {}
}
