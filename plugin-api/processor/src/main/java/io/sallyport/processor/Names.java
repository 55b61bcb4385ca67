package io.sallyport.processor;

/** Annotation types and services by name. */
final class Names {
  static final String CAPABILITY = "io.sallyport.api.packaging.CapabilityPackage";
  static final String CONNECTOR = "io.sallyport.api.packaging.ConnectorPackage";
  static final String PLUGIN = "io.sallyport.api.lifecycle.Plugin";
  static final String COMPONENT = "org.osgi.service.component.annotations.Component";
  static final String ACTIVATE = "org.osgi.service.component.annotations.Activate";
  static final String MODIFIED = "org.osgi.service.component.annotations.Modified";
  static final String REFERENCE = "org.osgi.service.component.annotations.Reference";
  static final String DESIGNATE = "org.osgi.service.metatype.annotations.Designate";
  static final String OBJECT_CLASS = "org.osgi.service.metatype.annotations.ObjectClassDefinition";
  static final String ATTRIBUTE = "org.osgi.service.metatype.annotations.AttributeDefinition";

  private Names() {}
}
