package io.sallyport.api.packaging;

/** What bnd writes into a package's manifest. {@code ${#name}} is the annotation's name, {@code ${Bundle-Version}} the bundle's version. */
final class PackageHeaders {
  static final String PACKAGE = "Sallyport-Package";
  static final String NAME_AND_VERSION = "${#name};version=\"${Bundle-Version}\"";
  static final String NAMESPACE = "io.sallyport.package";
  static final String NAME_ATTRIBUTE = "io.sallyport.package=\"${#name}\"";
  static final String VERSION_ATTRIBUTE = "version:Version=\"${Bundle-Version}\"";

  private PackageHeaders() {}
}
