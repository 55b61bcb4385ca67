/** Work that comes again and again, on threads of the platform. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.schedule;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
