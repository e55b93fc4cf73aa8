using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Agent.Plugins.Campaigns;

/// <summary>Chance from the id source, so that a seeded run draws the same and nobody can guess the next draw.</summary>
internal static class Chance
{
    /// <returns>0 up to but not including <paramref name="bound"/>, each as likely as the others.</returns>
    public static long Below(IdSource ids, long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Values beyond the last whole multiple would favour the small ones.
        var limit = ulong.MaxValue - (ulong.MaxValue % (ulong)bound + 1) % (ulong)bound;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        while (true)
        {
            SHA256.HashData(Encoding.ASCII.GetBytes(ids.Next("rnd")), hash);
            var drawn = BinaryPrimitives.ReadUInt64LittleEndian(hash);
            if (drawn <= limit) return (long)(drawn % (ulong)bound);
        }
    }
}
