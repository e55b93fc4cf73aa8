using System.Globalization;

namespace Agent.Express.Understanding;

/// <summary>Times as people say them: 18:30, half past six, halb sieben, 下午六点半, in 30 minutes, tomorrow at noon.</summary>
internal static class TimeReader
{
    /// <summary>Reads a time that starts at a lexeme.</summary>
    /// <returns>How many lexemes it takes; 0 for none.</returns>
    public static int Read(List<Lexeme> lexemes, int start, DateTimeOffset now, out string time)
    {
        var at = start;
        var (days, afternoon, morning, introduced) = (0, false, false, false);
        time = "";
        for (; at < lexemes.Count; at++)
        {
            var lexeme = lexemes[at];
            if (lexeme.Is(ConceptKind.Relation, "at") || (introduced && lexeme.Kind == ConceptKind.Filler)) introduced = true;
            else if (lexeme.Is(ConceptKind.Time, "tomorrow")) (days, introduced) = (1, true);
            else if (lexeme.Is(ConceptKind.Time, "yesterday")) (days, introduced) = (-1, true);
            else if (lexeme.Is(ConceptKind.Time, "today")) introduced = true;
            else if (lexeme.Is(ConceptKind.Time, "pm")) (afternoon, introduced) = (true, true);
            else if (lexeme.Is(ConceptKind.Time, "am")) (morning, introduced) = (true, true);
            else break;
        }

        if (at >= lexemes.Count) return Unclear(lexemes, start, at, now, days, afternoon || morning, out time);
        var (taken, hour, minute, spoken) = Clock(lexemes, at, introduced);
        if (taken == 0)
        {
            if (lexemes[at].Is(ConceptKind.Time, "asap"))
            {
                time = "asap";
                return at - start + 1;
            }

            if (Wait(lexemes, at, out var minutes) is var wait and > 0)
            {
                time = Iso(now.AddMinutes(minutes));
                return at - start + wait;
            }

            return Unclear(lexemes, start, at, now, days, afternoon || morning, out time);
        }

        at += taken;
        for (; at < lexemes.Count; at++)
        {
            var lexeme = lexemes[at];
            if (lexeme.Is(ConceptKind.Time, "pm")) afternoon = true;
            else if (lexeme.Is(ConceptKind.Time, "am")) morning = true;
            else if (lexeme.Is(ConceptKind.Time, "tomorrow")) days = 1;
            else if (lexeme.Is(ConceptKind.Time, "yesterday")) days = -1;
            else if (!lexeme.Is(ConceptKind.Time, "today") && !lexeme.Is(ConceptKind.Time, "oclock")) break;
        }

        if (afternoon && hour < 12) hour += 12;
        else if (morning && hour == 12) hour = 0;
        else if (spoken && !morning && days == 0 && hour < 12 && (hour * 60) + minute <= (now.Hour * 60) + now.Minute) hour += 12;
        time = Say(now, days, hour, minute);
        return at - start;
    }

    /// <summary>An hour as it is said ("six") is the next six o'clock of the day; digits with minutes mean the 24-hour clock.</summary>
    private static (int Taken, int Hour, int Minute, bool Spoken) Clock(List<Lexeme> lexemes, int at, bool introduced)
    {
        var first = lexemes[at];
        var next = at + 1 < lexemes.Count ? lexemes[at + 1] : default;
        if (first.Kind == ConceptKind.Clock) return (1, (int)first.Number / 100, (int)first.Number % 100, false);
        if (first.Is(ConceptKind.Time, "noon")) return (1, 12, 0, false);
        if (first.Is(ConceptKind.Time, "midnight")) return (1, 24, 0, false);
        if (first.Kind == ConceptKind.Time && IsHour(next))
        {
            switch (first.Value)
            {
                case "half_past": return (2, (int)next.Number, 30, true);
                case "half_to": return (2, ((int)next.Number + 23) % 24, 30, true);
                case "quarter_past": return (2, (int)next.Number, 15, true);
                case "quarter_to": return (2, ((int)next.Number + 23) % 24, 45, true);
            }
        }

        if (first.Kind != ConceptKind.Number) return default;
        if (next.Is(ConceptKind.Time, "oclock"))
        {
            // 18.30 Uhr
            if (first.Number != decimal.Truncate(first.Number)) return (2, (int)first.Number, (int)(first.Number * 100) % 100, false);
            if (!IsHour(first)) return default;
            var after = at + 2 < lexemes.Count ? lexemes[at + 2] : default;
            if (after.Is(ConceptKind.Time, "half")) return (3, (int)first.Number, 30, true);
            if (after.Is(ConceptKind.Time, "quarter")) return (3, (int)first.Number, 15, true);
            if (after.Kind == ConceptKind.Number && after.Number is > 0 and < 60 && !(at + 3 < lexemes.Count && lexemes[at + 3].Kind is ConceptKind.Measure or ConceptKind.Word))
                return (at + 3 < lexemes.Count && lexemes[at + 3].Is(ConceptKind.Time, "minute") ? 4 : 3, (int)first.Number, (int)after.Number, true);
            return (2, (int)first.Number, 0, true);
        }

        if (!IsHour(first)) return default;
        if (next.Is(ConceptKind.Time, "pm") || next.Is(ConceptKind.Time, "am")) return (1, (int)first.Number, 0, true);
        var ends = next.Concept == default || next.Kind is ConceptKind.And or ConceptKind.Stop or ConceptKind.Prefer or ConceptKind.Relation or ConceptKind.Place or ConceptKind.Filler or ConceptKind.Method || next.Is(ConceptKind.Time, "tomorrow") || next.Is(ConceptKind.Time, "yesterday") || next.Is(ConceptKind.Time, "today");
        return introduced && ends ? (1, (int)first.Number, 0, true) : default;
    }

    private static bool IsHour(Lexeme lexeme) => lexeme.Kind == ConceptKind.Number && lexeme.Number is >= 0 and <= 24 && lexeme.Number == decimal.Truncate(lexeme.Number);

    private static int Wait(List<Lexeme> lexemes, int at, out double minutes)
    {
        minutes = 0;
        var from = at;
        var within = lexemes[at].Is(ConceptKind.Time, "in") || lexemes[at].Is(ConceptKind.Relation, "in");
        if (within) at++;
        if (at < lexemes.Count && lexemes[at].Is(ConceptKind.Time, "half_hour"))
        {
            minutes = 30;
            at++;
        }
        else if (at + 1 < lexemes.Count && lexemes[at].Kind == ConceptKind.Number && lexemes[at].Number is > 0 and < 10_000 && lexemes[at + 1].Value is "minute" or "hour")
        {
            minutes = (double)lexemes[at].Number * (lexemes[at + 1].Value == "hour" ? 60 : 1);
            at += 2;
        }
        else
        {
            return 0;
        }

        // "30 minutes" alone may be said of anything; "in 30 minutes" and 30分钟后 are a time.
        var after = at < lexemes.Count && lexemes[at].Is(ConceptKind.Time, "later");
        return within || after ? at - from + (after ? 1 : 0) : 0;
    }

    /// <summary>"Tomorrow" or "tonight" without an hour: passed on as it is, so that the person is told what is missing.</summary>
    private static int Unclear(List<Lexeme> lexemes, int start, int end, DateTimeOffset now, int days, bool partOfDay, out string time)
    {
        time = "";
        if (days == 0 && !partOfDay) return 0;
        time = days < 0 ? Iso(now.AddDays(days)) : string.Join(' ', lexemes.Skip(start).Take(end - start).Select(l => l.Text));
        return end - start;
    }

    private static string Say(DateTimeOffset now, int days, int hour, int minute)
    {
        if (hour > 24 || minute > 59) return string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");
        if (hour == 24) (days, hour) = (days + 1, 0);
        return days == 0 ? string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}") : Iso(new DateTimeOffset(now.Date, now.Offset).AddDays(days).AddHours(hour).AddMinutes(minute));
    }

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
