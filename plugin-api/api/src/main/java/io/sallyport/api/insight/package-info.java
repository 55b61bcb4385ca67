/** What a capability concluded, with its evidence. */
@Export
@Version("0.1.0")
package io.sallyport.api.insight;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
