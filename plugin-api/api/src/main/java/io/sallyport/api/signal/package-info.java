/** Time series from connectors to capabilities, in columnar batches. */
@Export
@Version("0.1.0")
package io.sallyport.api.signal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
