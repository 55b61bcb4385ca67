/** Asking a model, by name, for outputs. */
@Export
@Version("0.1.0")
package io.sallyport.api.inference;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
