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
}

/// <summary>A figure in a text that a person could act on.</summary>
/// <param name="HalfDay">The clock may mean the morning or the evening.</param>
internal readonly record struct Figure(FigureKind Kind, long Value, string Text, bool HalfDay, int Start, int End);
