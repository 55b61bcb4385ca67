/** How the platform starts, proves, switches and stops the running part of a package. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.lifecycle;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
