using System.Data.Common;
using System.Globalization;

namespace Agent.Plugins.Storage;

/// <summary>One row of a result, read by column number. Times are stored as UTC ticks, money as minor units beside its currency.</summary>
public readonly struct Row(DbDataReader reader)
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Whole number, as opposed to text.</summary>
    public bool IsNumber(int column) => reader.GetFieldType(column) == typeof(long);

    public long Number(int column) => reader.GetInt64(column);

    public int Int(int column) => checked((int)reader.GetInt64(column));

    public bool Flag(int column) => reader.GetInt64(column) != 0;

    public DateTimeOffset Time(int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{reader.FieldCount} columns");
}
