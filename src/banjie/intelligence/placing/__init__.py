"""Places in what somebody wrote: names of the gazetteer with their numbers and crossings, told apart by one another."""
