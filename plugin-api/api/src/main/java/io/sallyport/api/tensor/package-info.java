/** Tensors: direct, little-endian, row-major memory with a data type and a shape. */
@Export
@Version("0.1.0")
package io.sallyport.api.tensor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
