"""The papers of one assessment: what each says, and the fields that an office's own templates may use."""
