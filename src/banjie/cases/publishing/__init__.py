"""Cases before the public: read by a person first, shown without who it was, and no closer than their category says."""
