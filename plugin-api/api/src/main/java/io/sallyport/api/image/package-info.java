/** Pictures looked at by a capability: what is asked, what came of it, and the heat map that shows where. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.image;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
