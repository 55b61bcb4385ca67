/** Time series from connectors to capabilities, in columnar batches. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.signal;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
