namespace Agent.Guarding;

internal enum FigureKind
{
    /// <summary>In minor units, without its sign.</summary>
    Amount,

    /// <summary>In hundredths of a percent.</summary>
    Percent,

    /// <summary>In minutes of the day.</summary>
    Time,

    /// <summary>An id, a code, an order's number: its text.</summary>
    Id,

    /// <summary>Of a store, an item or a voucher: its text.</summary>
    Name,
}

/// <summary>What a text says that a person could act on. How long something takes, how many of it there are and how much is in it are none: people round these and add them up, and no money hangs on them.</summary>
/// <param name="HalfDay">The clock may mean the morning or the evening.</param>
/// <param name="Currency">ISO 4217; null where the text does not say.</param>
internal readonly record struct Figure(FigureKind Kind, long Value, string Text, bool HalfDay, int Start, int End, string? Currency = null);
