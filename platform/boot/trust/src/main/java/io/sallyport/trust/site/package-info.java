/**
 * The site side of trust: generations, the running pointer and package descriptors, as gate, vault, provision and the signed-repo tool
 * read them (ADR 0002).
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.sallyport.trust.site;
