/** Models and their versions, for programs that watch over them. */
package io.sallyport.http.internal.models;
