/** Open Inference Protocol, version 2: JSON and binary tensors. */
package io.sallyport.http.internal.oip;
