namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>Ways in which real servers bend the protocol, each named after what the client sees. They combine.</summary>
[Flags]
internal enum Quirks
{
    None = 0,

    /// <summary>Usage is never sent.</summary>
    NoUsage = 1 << 0,

    /// <summary>A stream sends usage though it was not asked for.</summary>
    UsageUnasked = 1 << 1,

    /// <summary>A stream ends without [DONE].</summary>
    NoDone = 1 << 2,

    /// <summary>The answer itself has no id.</summary>
    NoId = 1 << 3,

    NoCallIds = 1 << 4,

    /// <summary>All calls of an answer have the same id.</summary>
    SameCallIds = 1 << 5,

    NoCallIndexes = 1 << 6,

    /// <summary>A stream sends a call's arguments whole, beside its name.</summary>
    ArgumentsInOnePiece = 1 << 7,

    /// <summary>Arguments are JSON, not text that holds JSON.</summary>
    ArgumentsAsObject = 1 << 8,

    /// <summary>A stream begins with a chunk whose choices are an empty list.</summary>
    EmptyChoices = 1 << 9,

    /// <summary>A stream has comments between its events.</summary>
    KeepAlive = 1 << 10,

    NoRole = 1 << 11,

    /// <summary>No finish reason is ever given.</summary>
    NoFinish = 1 << 12,

    /// <summary>A stream's lines end in CR LF.</summary>
    CrLf = 1 << 13,

    /// <summary>A stream's fields have no space after the colon.</summary>
    NoSpace = 1 << 14,

    /// <summary>An answer's JSON breaks off; a stream goes on with an event that breaks off.</summary>
    MalformedJson = 1 << 15,
}
