// Shared by what reads a host's messages: a list is read whole or not at all. Pure functions; any thread.
#pragma once

#include "protocol/jsonreader.h"

#include <QList>

namespace courtyard {

template <typename T>
std::optional<T> whole(const JsonReader &in, T value)
{
    return in.ok() ? std::optional<T>(std::move(value)) : std::nullopt;
}

template <typename T>
std::optional<QList<T>> readList(const QJsonArray &array, std::optional<T> (*read)(const QJsonObject &))
{
    QList<T> list;
    list.reserve(array.size());
    for (const QJsonValue &value : array) {
        const std::optional<T> item = value.isObject() ? read(value.toObject()) : std::nullopt;
        if (!item)
            return std::nullopt;
        list.append(*item);
    }
    return list;
}

template <typename T>
QList<T> readList(JsonReader &in, QLatin1StringView field, std::optional<T> (*read)(const QJsonObject &))
{
    const std::optional<QList<T>> list = readList<T>(in.array(field), read);
    if (!list)
        in.fail(field, "holds what does not belong there");
    return list.value_or(QList<T>());
}

template <typename T>
T readObject(JsonReader &in, QLatin1StringView field, std::optional<T> (*read)(const QJsonObject &))
{
    const std::optional<T> object = read(in.object(field));
    if (!object)
        in.fail(field, "is not what it must be");
    return object.value_or(T());
}

template <typename T>
std::optional<T> readOptional(JsonReader &in, QLatin1StringView field,
                              std::optional<T> (*read)(const QJsonObject &))
{
    return in.has(field) ? std::optional<T>(readObject(in, field, read)) : std::nullopt;
}

} // namespace courtyard
