namespace Agent.Plugins.Files;

/// <summary>What a data file takes for granted.</summary>
/// <param name="Code">Of the <see cref="ShopException"/> that tells what is wrong in it.</param>
/// <param name="Currency">Of its amounts.</param>
/// <param name="Offset">Of the clock that its days and moments stand on.</param>
internal sealed record FileKind(string Code, string Currency, TimeSpan Offset);
