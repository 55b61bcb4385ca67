/** What all areas of the interface share: who may come in, how a refusal looks, what is counted. */
package io.sallyport.http.internal.area;
