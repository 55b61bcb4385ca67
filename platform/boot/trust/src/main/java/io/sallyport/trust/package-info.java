/**
 * Keys, signatures, strict and canonical JSON, digests and update metadata: the plain Java that gate, launcher, platform and the
 * signed-repo tool share. Uses the JDK and JCA only, so that it can run before and below the OSGi framework.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.sallyport.trust;
