using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>Wrong codes of one person, so that none is found by trying. Called inside the transaction that answers, so that many attempts at once count like many in a row.</summary>
public static class VoucherGuesses
{
    /// <summary>Wrong codes within <see cref="Window"/> after which no further code is looked at.</summary>
    public const int Most = 5;

    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(10);

    /// <returns>Why no code is looked at now, the same for right and wrong ones; null where one may be tried.</returns>
    public static Refusal? Check(ITransaction tx, string personId, DateTimeOffset now)
    {
        var recent = tx.Query("SELECT at FROM voucher_guesses WHERE person_id = $1 AND at > $2 ORDER BY at DESC LIMIT $3", row => row.Time(0), personId, now - Window, Most);
        return recent.Count < Most ? null : new Refusal(RefusalCode.VoucherTries) { At = (recent[^1] + Window).ToOffset(now.Offset) };
    }

    /// <summary>Counts one wrong code.</summary>
    public static void Note(ITransaction tx, string personId, DateTimeOffset now)
    {
        tx.Execute("DELETE FROM voucher_guesses WHERE person_id = $1 AND at <= $2", personId, now - Window);
        tx.Execute("INSERT INTO voucher_guesses (person_id, at) VALUES ($1, $2)", personId, now);
    }
}
