/** What a capability concluded, with its evidence. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.insight;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
