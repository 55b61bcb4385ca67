/** Leases: how callers hold one version of a package for the length of one call. */
@Export
@Version("0.1.0")
package io.sallyport.provision.lease;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
