/** A simulated PLC: an OPC UA server that replays real sensor data and can misbehave on command. */
package io.sallyport.itests.plant;
