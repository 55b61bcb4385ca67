/** What the console and the UI see of models: their states, figures, and tests. Calls go through {@code io.sallyport.api.inference}. */
@Export
@Version("0.1.0")
package io.sallyport.inference;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
