using System.Security.Cryptography;

namespace Agent.Plugins;

/// <summary>Where every new id comes from, so that a seeded run gives the same trace. Thread-safe.</summary>
public abstract class IdSource
{
    /// <param name="prefix">What kind of thing it names: "ord", "qt", "cns"…</param>
    /// <returns>The prefix, an underscore, and 16 characters that are easy to read aloud.</returns>
    public string Next(string prefix)
    {
        Span<byte> bytes = stackalloc byte[10];
        Fill(bytes);
        return string.Concat(prefix, "_", Crockford(bytes));
    }

    protected abstract void Fill(Span<byte> bytes);

    private static string Crockford(ReadOnlySpan<byte> bytes)
    {
        const string alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        Span<char> text = stackalloc char[bytes.Length * 8 / 5];
        var (bits, held, at) = (0, 0, 0);
        foreach (var b in bytes)
        {
            bits = (bits << 8) | b;
            held += 8;
            while (held >= 5)
            {
                held -= 5;
                text[at++] = alphabet[(bits >> held) & 31];
            }
        }

        return new string(text);
    }
}

/// <summary>Ids that cannot be guessed.</summary>
public sealed class RandomIds : IdSource
{
    protected override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

/// <summary>Ids that repeat with the seed: for tests, evals and <c>--seed</c>, never for other people's money.</summary>
public sealed class SeededIds(int seed) : IdSource
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    protected override void Fill(Span<byte> bytes)
    {
        lock (_gate) _random.NextBytes(bytes);
    }
}
