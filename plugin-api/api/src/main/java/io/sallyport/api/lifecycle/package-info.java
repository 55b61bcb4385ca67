/** How the platform starts, proves, switches and stops the running part of a package. */
@Export
@Version("0.1.0")
package io.sallyport.api.lifecycle;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
