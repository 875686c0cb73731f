"""Reading matters for the public: the queue, and one matter with its words."""
