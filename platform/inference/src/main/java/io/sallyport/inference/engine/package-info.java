/** What a model format's engine provides. Engines are part of the platform; they never come in packages. */
@Export
@Version("0.1.0")
package io.sallyport.inference.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
