namespace Agent.Guarding;

/// <summary>What is done with money and orders, and only by code that a person's yes has started.</summary>
[Flags]
internal enum Deed
{
    None = 0,

    /// <summary>Paid, and with that placed.</summary>
    Ordered = 1,

    /// <summary>Cancelled, or money given back.</summary>
    Cancelled = 2,
}
