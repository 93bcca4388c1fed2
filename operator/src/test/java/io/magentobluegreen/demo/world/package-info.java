/** Where the demo plays: an API server, controllers, pods and the operator, the store and its customers, all in this process. */
package io.magentobluegreen.demo.world;
